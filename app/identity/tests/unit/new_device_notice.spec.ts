import { test } from '@japa/runner'
import { shownNetwork, shownPlace } from '../../new_device_notice.js'

test.group('What a notice says of a new device', () => {
  test('{0} in {1} is {2}')
    .with([
      ['Berlin', 'DE', 'Berlin, Germany'],
      [null, 'JP', 'Japan'],
      ['Springfield', null, 'Springfield'],
      [null, 'ZZ', 'Unknown Region'],
      [null, null, null],
    ] as [string | null, string | null, string | null][])
    .run(({ assert }, [city, country, words]) => {
      assert.equal(shownPlace({ city, country }), words)
    })

  test('the network {0} is shown as {1}, without the device in it')
    .with([
      ['203.0.113.77', '203.0.113.x'],
      ['::ffff:203.0.113.77', '203.0.113.x'],
      ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ] as [string, string][])
    .run(({ assert }, [address, shown]) => {
      assert.equal(shownNetwork(address), shown)
    })
})
