import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Beginnings of names are answered from one index alone, suggestions look past the many episodes, and
 * what is compared of a document lies in its row: only what is shown of it may be stored elsewhere.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw('alter table catalog.search_starts add column kind text')
    this.schema.raw(`
      update catalog.search_starts s set kind = d.kind
      from catalog.search_documents d where d.id = s.document_id`)
    this.schema.raw('alter table catalog.search_starts alter column kind set not null')
    this.schema.raw('drop index catalog.search_starts_typed')
    this.schema.raw(`
      create index search_starts_typed on catalog.search_starts (start text_pattern_ops, weight desc)
        include (document_id, kind, name, whole)`)
    this.schema.raw(`
      create index search_documents_brief on catalog.search_documents using gin (words)
        with (fastupdate = off) where kind <> 'episode'`)
    // Rows that are there stay as they are until their documents are made anew.
    this.schema.raw('alter table catalog.search_documents alter column words set storage main')
  }

  override async down() {
    this.schema.raw('drop index catalog.search_documents_brief')
    this.schema.raw('alter table catalog.search_documents alter column words set storage extended')
    this.schema.raw('drop index catalog.search_starts_typed')
    this.schema.raw('alter table catalog.search_starts drop column kind')
    this.schema.raw(
      'create index search_starts_typed on catalog.search_starts (start text_pattern_ops, weight desc)'
    )
  }
}
