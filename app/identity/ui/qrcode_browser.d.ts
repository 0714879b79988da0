/** The part of qrcode that draws in browsers; its published types bring those of Node along. */
declare module 'qrcode/lib/browser.js' {
  export function toString(
    text: string,
    options: { type: 'svg'; margin: number; errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' }
  ): Promise<string>
}
