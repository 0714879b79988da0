const UNKNOWN = 'und'

/**
 * BCP 47 form of a container's language tag (`ger`, `deu`, `de-DE`): ISO 639-2 codes become the
 * shortest form that RFC 5646 asks for. Anything else is `und`.
 */
export function canonicalLanguage(tag: string | undefined): string {
  if (!tag || !/^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(tag)) return UNKNOWN
  try {
    const canonical = Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? UNKNOWN
    return ['mul', 'zxx', 'mis', 'qaa'].includes(canonical) ? UNKNOWN : canonical
  } catch {
    return UNKNOWN
  }
}

/** The name of a language in itself ("Deutsch"), or null when it is not known. */
export function languageName(language: string): string | null {
  if (language === UNKNOWN) return null
  const name = new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(
    language
  )
  return name ? name.charAt(0).toLocaleUpperCase(language) + name.slice(1) : null
}
