import type { ImageName } from './images';

const GRADLE = 'gradle/docker.gradle builds for the architecture of the builder';

/**
 * Images that exist for amd64 only, and the source of that fact. Every other image of the catalogue is published for amd64 and arm64.
 * The runtimes of actions are built like OpenWhisk's own images (apache/openwhisk-runtime-nodejs, `.github/workflows/ci.yaml`).
 */
export const AMD64_ONLY: Readonly<Partial<Record<ImageName, string>>> = {
  controller: `apache/openwhisk, ${GRADLE}, at ef725a6 and 1fae641`,
  invoker: `apache/openwhisk, ${GRADLE}, at ef725a6 and 1fae641`,
  scheduler: `apache/openwhisk, ${GRADLE}, at ef725a6 and 1fae641`,
  'user-events': `apache/openwhisk, ${GRADLE}, at ef725a6 and 1fae641`,
  'ow-utils': `apache/openwhisk, ${GRADLE}, at ef725a6 and 1fae641`,
  apigateway: 'apache/openwhisk-apigateway, tools/travis/deploy.sh: a plain docker build',
  alarmprovider: `apache/openwhisk-package-alarms, ${GRADLE}`,
  kafkaprovider: `apache/openwhisk-package-kafka, ${GRADLE}`,
};
