import { deviceKind } from '../../core/ui/device_kind.js'

interface Device {
  name: string
  kind: 'phone' | 'tablet' | 'web'
}

interface UserAgentData {
  platform: string
  brands: Array<{ brand: string }>
}

/** What this device calls itself in the list of devices. */
export async function thisDevice(): Promise<Device> {
  const { userAgent } = navigator
  const hints = (navigator as { userAgentData?: UserAgentData }).userAgentData
  return { name: nameOf(userAgent, hints), kind: deviceKind() }
}

function nameOf(userAgent: string, hints: UserAgentData | undefined): string {
  const browsers: Array<[RegExp, string]> = [
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]
  const systems: Array<[RegExp, string]> = [
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Android/, 'Android'],
    [/Mac OS/, 'Mac'],
    [/Windows/, 'Windows'],
    [/Linux/, 'Linux'],
  ]
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'Browser'
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1] ?? hints?.platform
  return system ? `${browser} on ${system}` : browser
}
