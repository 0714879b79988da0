import { Upload } from 'tus-js-client'
import { viewer } from '../../core/ui/api.js'
import { h } from '../../core/ui/dom.js'
import { api, attempt, say, studioApi } from './studio_api.js'
import { button } from './studio_fields.js'
import type { Title } from './studio_types.js'

const KINDS = { poster: '2:3', backdrop: '16:9', square: '1:1', banner: '3:1', logo: 'transparent' }

/** Places for a title's pictures: a picture is dropped on its place, or chosen. */
export function artworkPlaces(title: Title, changed: (title: Title) => void): HTMLElement {
  const places = Object.entries(KINDS).map(([kind, shape]) => {
    const put = async (file: File | undefined) => {
      if (!file) return
      place.setAttribute('aria-busy', 'true')
      const path = `/v1/titles/${title.id}/artwork/${kind}`
      const after = await attempt(
        () => studioApi<Title>(path, { method: 'PUT', file, version: title.version }),
        'The picture is there.'
      )
      place.removeAttribute('aria-busy')
      if (after) changed(after)
    }
    const input = h('input', {
      type: 'file',
      accept: 'image/jpeg,image/png,image/webp,image/avif',
      class: 'visually-hidden',
      onchange: () => void put(input.files?.[0]),
    })
    const url = title.artwork[kind]
    const place = h(
      'label',
      { 'class': 'studio-artwork', 'data-kind': kind },
      url ? h('img', { src: url, alt: '' }) : h('span', {}, 'Drop a picture'),
      h('small', {}, `${kind} ${shape}`),
      input
    )
    place.addEventListener('dragover', (event) => {
      event.preventDefault()
      place.toggleAttribute('data-over', true)
    })
    place.addEventListener('dragleave', () => place.toggleAttribute('data-over', false))
    place.addEventListener('drop', (event) => {
      event.preventDefault()
      place.toggleAttribute('data-over', false)
      void put(event.dataTransfer?.files[0])
    })
    return place
  })
  return h('div', { class: 'studio-artworks' }, ...places)
}

interface Job {
  state: string
  step: string | null
  /** 0 to 100. */
  percent: number
}

/** Uploads a video in pieces that survive a broken line, and follows its encoding. */
export function videoUpload(
  owner: { titleId: string } | { episodeId: string },
  ready: () => void
): HTMLElement {
  const words = h('small', {}, '')
  const bar = h('span', {})
  const progress = h('div', { class: 'progress', hidden: true }, bar)
  const input = h('input', {
    type: 'file',
    accept: 'video/*,.mkv',
    class: 'visually-hidden',
    onchange: () => void start(),
  })
  const show = (share: number, text: string) => {
    progress.hidden = false
    bar.style.width = `${Math.round(share * 100)}%`
    words.textContent = text
  }

  const start = async () => {
    const file = input.files?.[0]
    if (!file) return
    const upload = new Upload(file, {
      endpoint: '/v1/ingest/uploads',
      chunkSize: 8 * 1024 * 1024,
      retryDelays: [0, 1_000, 3_000, 10_000],
      metadata: { filename: file.name, filetype: file.type, ...owner },
      onBeforeRequest: async (request) => {
        const { accessToken } = await viewer()
        request.setHeader('authorization', `Bearer ${accessToken}`)
      },
      onProgress: (sent, all) => show(sent / all, `Uploading, ${Math.round((sent / all) * 100)} %`),
      onError: () => say('The upload broke off. Choose the same file to go on.', 'bad'),
      onSuccess: () => void follow(upload.url ?? ''),
    })
    const [before] = await upload.findPreviousUploads()
    if (before) upload.resumeFromPreviousUpload(before)
    upload.start()
  }

  const follow = async (url: string) => {
    for (;;) {
      const job = await attempt(() => api<Job>(`${new URL(url, location.href).pathname}/job`))
      if (!job) return
      show(job.percent / 100, `Encoding: ${job.step ?? job.state}`)
      if (job.state === 'succeeded') return ready()
      if (job.state === 'failed' || job.state === 'cancelled') return
      await new Promise((resolve) => setTimeout(resolve, 2_000))
    }
  }
  const choose = button('Upload a video', () => input.click())
  return h('div', { class: 'studio-upload' }, choose, input, progress, words)
}
