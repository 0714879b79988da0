import { test } from '@japa/runner'
import { sniff } from '../../pipeline/inspect/sniff.js'

function sniffText(text: string) {
  return sniff(Buffer.from(text))
}

test.group('Sniffing a source', () => {
  test('knows containers by their first bytes', ({ assert }) => {
    const transportStream = Buffer.alloc(188 * 5)
    for (let n = 0; n < 5; n++) transportStream[n * 188] = 0x47
    const heads: Array<[Buffer, string]> = [
      [Buffer.from('\0\0\0\x18ftypisom\0\0\0\0', 'latin1'), 'mp4'],
      [Buffer.from('\0\0\0\x08wide\0\0\0\0mdat', 'latin1'), 'mp4'],
      [Buffer.from('1a45dfa3a3', 'hex'), 'matroska'],
      [Buffer.from('RIFF\0\0\0\0AVI LIST', 'latin1'), 'avi'],
      [Buffer.from('FLV\x01\x05', 'latin1'), 'flv'],
      [Buffer.from('OggS\0\x02', 'latin1'), 'ogg'],
      [Buffer.from('000001ba44', 'hex'), 'mpegps'],
      [transportStream, 'mpegts'],
    ]
    for (const [head, container] of heads) {
      assert.deepEqual(sniff(head), { kind: 'container', container } as never)
    }
  })

  test('knows lists of other files, whatever is before them', ({ assert }) => {
    const lists = [
      '#EXTM3U\n#EXTINF:1,\nsegment.ts',
      '\uFEFF\n #EXTM3U\nfile:///etc/passwd',
      'ffconcat version 1.0\nfile secret',
      "file 'other.mp4'",
      '<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011">',
      'v=0\r\no=- 0 0 IN IP4 127.0.0.1',
      '[playlist]\nFile1=a.mp3',
      'RTSPtext\nrtsp://example.com/',
      '[Script Info]\nAudio File: /etc/passwd',
      '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
      '1\n00:00:01,000 --> 00:00:02,000\n<img src="http://169.254.169.254/">',
      'look at \\\\server\\share',
    ]
    for (const text of lists) assert.equal(sniffText(text).kind, 'reference', text)
  })

  test('takes nothing else for a video', ({ assert }) => {
    const others = [
      'hello',
      '\x89PNG\r\n',
      'PK\x03\x04',
      'GIF89a',
      'WEBVTT\n\n00:01.000 --> 00:02.000\nHi',
    ]
    for (const text of others) {
      assert.equal(sniff(Buffer.from(text, 'latin1')).kind, 'other', text)
    }
    assert.equal(sniff(Buffer.from('\0\0\0\x18ftypheic', 'latin1')).kind, 'other')
    assert.equal(sniff(Buffer.alloc(64)).kind, 'other')
  })
})
