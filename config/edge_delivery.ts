import env from '#start/env'

/** Where media is delivered from, and the key pair of the CloudFront key group that signs its URLs. */
export default {
  baseUrl: env.get('EDGE_URL') ?? `${env.get('APP_URL')}/edge`,
  keyPairId: env.get('EDGE_KEY_PAIR_ID'),
  privateKey: env.get('EDGE_PRIVATE_KEY'),
  publicKey: env.get('EDGE_PUBLIC_KEY'),
}
