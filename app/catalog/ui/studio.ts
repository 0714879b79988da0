import { must } from '../../core/ui/dom.js'
import { startPage } from './start_page.js'
import { attempt } from './studio_api.js'
import { showCollection, showCollections } from './studio_collections.js'
import { showImport } from './studio_import.js'
import { showPeople } from './studio_people.js'
import { showTitle } from './studio_title.js'
import { showTitles } from './studio_titles.js'

const main = must('[data-studio]')

/** The part of the studio that the address names behind its `#`. */
async function show(): Promise<void> {
  const [part = 'titles', id = ''] = (location.hash.slice(1) || 'titles').split('/')
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.studio-nav a')) {
    const [, section = ''] = link.hash.split('#')
    link.toggleAttribute('data-current', section.startsWith(part))
  }
  if (part === 'title') await showTitle(main, id)
  else if (part === 'collections') await showCollections(main)
  else if (part === 'collection') await showCollection(main, id)
  else if (part === 'people') await showPeople(main)
  else if (part === 'import') await showImport(main)
  else await showTitles(main)
  main.removeAttribute('aria-busy')
}

addEventListener('hashchange', () => {
  scrollTo(0, 0)
  void attempt(show)
})
startPage(main, show)
