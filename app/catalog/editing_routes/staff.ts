/** Who may change what is said, and who may show it to viewers. */
export const editing = { access: 'staff:catalogue.edit', tag: 'editing' } as const
export const publishing = { access: 'staff:catalogue.publish', tag: 'editing' } as const
