interface UserAgentData {
  mobile: boolean
}

/** What kind of device the page runs on, as far as a browser tells. */
export function deviceKind(): 'phone' | 'tablet' | 'web' {
  const { userAgent } = navigator
  const hints = (navigator as { userAgentData?: UserAgentData }).userAgentData
  if (/iPad|Android(?!.*Mobile)/.test(userAgent)) return 'tablet'
  return (hints?.mobile ?? /iPhone|Android.*Mobile/.test(userAgent)) ? 'phone' : 'web'
}
