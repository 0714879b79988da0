/** The moment that generated catalogues are made for: their newest titles came out then. */
export const GENERATED_NOW = Date.UTC(2026, 10, 1)
