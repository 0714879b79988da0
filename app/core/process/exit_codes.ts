/** What a command ends with that may do better later (`EX_TEMPFAIL` of BSD's sysexits.h). */
export const TRY_LATER = 75
