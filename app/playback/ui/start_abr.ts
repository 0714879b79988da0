import type { StartupRung } from '../../core/ui/api_types.js'
import { loadedShaka, type AbrManager, type Variant } from './shaka_global.js'

/** Which variant a start begins with. */
export interface StartChoice {
  /** The rung whose first segment is already travelling; null leaves the choice to Shaka. */
  rung: StartupRung | null
}

/**
 * Shaka's own adaptation, save that it begins with the rung whose first segment is already
 * travelling, and with the smallest audio beside it. `choice.rung` is null after the start.
 */
export function abrThatBeginsWith(choice: StartChoice): () => AbrManager {
  const { SimpleAbrManager } = loadedShaka().abr

  class StartAbr extends SimpleAbrManager {
    #variants: Variant[] = []

    override setVariants(variants: Variant[], isLowLatency: boolean): boolean {
      this.#variants = variants
      return super.setVariants(variants, isLowLatency) as boolean
    }

    override chooseVariant(preferFastSwitching?: boolean): Variant {
      const begun = choice.rung && variantOf(this.#variants, choice.rung)
      return begun ?? super.chooseVariant(preferFastSwitching)
    }
  }

  return () => new StartAbr()
}

function variantOf(variants: Variant[], rung: StartupRung): Variant | null {
  const ofRung = variants.filter((variant) => variant.video?.height === rung.height)
  return ofRung.sort((a, b) => a.bandwidth - b.bandwidth)[0] ?? null
}
