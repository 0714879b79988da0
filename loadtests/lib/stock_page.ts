/** What the stock page needs to play. */
export interface StockPlay {
  accessToken: string
  profileId: string
  titleId: string
}

/**
 * A page as the player's own tutorial writes it: Shaka Player with its settings as they come, one
 * step after the other. The reference that start times are compared with in the same run.
 * https://shaka-player-demo.appspot.com/docs/api/tutorial-basic-usage.html
 */
export function stockPage(shakaSource: string, play: StockPlay): string {
  return `<!doctype html><meta charset="utf-8"><title>Stock player</title>
<body style="margin:0;background:#000"><video style="width:100%;height:80vh"></video>
<button data-testid="play">Play</button>
<script>${shakaSource.replace(/<\/script/g, '<\\/script')}</script>
<script>
const given = ${JSON.stringify(play)}
const video = document.querySelector('video')
shaka.polyfill.installAll()
document.querySelector('button').addEventListener('click', async () => {
  const answer = await fetch('/v1/playback/sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'authorization': 'Bearer ' + given.accessToken },
    body: JSON.stringify({ titleId: given.titleId, profileId: given.profileId }),
  })
  const session = await answer.json()
  const player = new shaka.Player()
  await player.attach(video)
  player.configure({ drm: { servers: { 'org.w3.clearkey': session.licence.url } } })
  player.getNetworkingEngine().registerRequestFilter((type, request) => {
    if (type === shaka.net.NetworkingEngine.RequestType.LICENSE) {
      request.headers['authorization'] = 'Bearer ' + session.licence.token
      request.headers['content-type'] = 'application/json'
      return
    }
    const url = new URL(request.uris[0], location.href)
    for (const [name, value] of Object.entries(session.edgePolicy.query)) url.searchParams.set(name, value)
    request.uris = [url.href]
  })
  await player.load(session.manifests.dash)
  await video.play()
})
window.flixflow = { ready: true }
</script>`
}
