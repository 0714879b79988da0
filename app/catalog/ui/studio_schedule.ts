import { h } from '../../core/ui/dom.js'
import { attempt, studioApi } from './studio_api.js'
import { button, field, fromLocal, toLocal } from './studio_fields.js'
import type { Planned, Title } from './studio_types.js'

/** When a title or an episode comes out and goes back, in the editor's own time zone. */
export function scheduleForm(
  path: string,
  planned: Planned,
  version: number,
  show: (title: Title) => void
): HTMLElement {
  const publish = field('Publish at', toLocal(planned.publishAt), { type: 'datetime-local' })
  const unpublish = field('Unpublish at', toLocal(planned.unpublishAt), { type: 'datetime-local' })
  const save = async () => {
    const body = {
      publishAt: fromLocal(publish.value()),
      unpublishAt: fromLocal(unpublish.value()),
    }
    const after = await attempt(
      () => studioApi<Title>(path, { method: 'PUT', body, version }),
      'The schedule is kept.'
    )
    if (after) show(after)
  }
  return h(
    'div',
    { class: 'studio-grid' },
    publish.element,
    unpublish.element,
    button('Save schedule', () => void save())
  )
}
