/**
 * The edition of the catalogue that a query sees: its generation, which every commit that changes
 * what viewers see replaces, and the moment at which a window of availability last opened or closed.
 * Read in the query that a request makes anyway. By `generations_pkey`, `availability_starts_at`
 * and `availability_ends_at`.
 */
export const EDITION = `(
  (select g.generation::text from catalog.generations g where g.tag = 'catalogue')
  || '@' || coalesce(extract(epoch from greatest(
    (select max(w.starts_at) from catalog.availability w where w.starts_at <= now()),
    (select max(w.ends_at) from catalog.availability w where w.ends_at <= now())))::text, '0'))`
