import edge from '#config/edge_delivery'
import playback from '#config/playback'
import { EdgeServer } from './edge_server.js'
import { PolicySigner } from './policy_signer.js'

/** Serves the files of this process's storage. */
export const edgeServer = new EdgeServer({
  root: playback.storageRoot,
  baseUrl: edge.baseUrl,
  keyPairId: edge.keyPairId,
  publicKey: edge.publicKey,
})

/** Signs for the same key pair that the edge, or CloudFront's key group, verifies. */
export const policySigner = new PolicySigner({
  baseUrl: edge.baseUrl,
  keyPairId: edge.keyPairId,
  privateKey: edge.privateKey.release(),
  marginSeconds: playback.edgeMarginSeconds,
  maximumSeconds: playback.edgeMaximumSeconds,
})
