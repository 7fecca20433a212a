import { IMAGES } from '../../../lib/catalogue/images';
import type { MetricSource } from '../../../lib/catalogue/sources';
import type { BaseLayers } from './base';
import type { ImageBuilder } from './builder';
import { familiesText } from './families';

/** Packages as the job that installs them finds them in its image, with installers of ours. */
const INSTALLERS: Readonly<Record<string, string>> = {
  'openwhisk/ansible/roles/routemgmt/files/installRouteMgmt.sh':
    '#!/bin/bash\n"$4" -i --apihost "$2" package update "$3/apimgmt" -p gwUrlV2 "$GW_HOST_V2"\n',
  'openwhisk-catalog/packages/installCatalogUsingWskdeploy.sh':
    '#!/bin/bash\nset -e\nfor name in utils samples websocket github slack; do "$3" -i --apihost "$2" package update "/whisk.system/$name"; done\n"$3" -i --apihost "$2" action update /whisk.system/utils/echo\n',
  'openwhisk-package-alarms/installCatalog.sh':
    '#!/bin/bash\n"$WSK" -i --apihost "$2" package update /whisk.system/alarms\n',
  'openwhisk-package-kafka/installKafka.sh':
    '#!/bin/bash\n"$WSK" -i --apihost "$5" package update /whisk.system/messaging\n',
  'openwhisk-package-kafka/installCatalog.sh':
    '#!/bin/bash\n"$WSK" -i --apihost "$2" package update /whisk.system/messaging\n',
};

interface Program {
  readonly image: string;
  readonly program: string;
  /** Whose metrics it serves. @default - none */
  readonly source?: MetricSource;
}

const PROGRAMS: readonly Program[] = [
  { image: IMAGES.controller, program: 'controller', source: 'openwhisk-controller' },
  { image: IMAGES.invoker, program: 'invoker', source: 'openwhisk-invoker' },
  { image: IMAGES['user-events'], program: 'user-events', source: 'user-events' },
  { image: IMAGES.apigateway, program: 'apigateway' },
  { image: IMAGES.alarmprovider, program: 'alarmprovider' },
  { image: IMAGES.kafkaprovider, program: 'kafkaprovider' },
  { image: 'docker.io/openwhisk/action-nodejs-v20:1.23.0', program: 'action' },
];

/** The programs of OpenWhisk: all are stand-ins. */
export async function openWhiskImages(images: ImageBuilder, { debian, standIn }: BaseLayers): Promise<void> {
  for (const { image, program, source } of PROGRAMS) {
    const start = await images.layer(`${program}-start`, (root) => {
      if (source) root.write('/families', familiesText(source));
      return root.write('/init.sh', `#!/bin/sh\nexec stand-in ${program}\n`, 0o755);
    });
    images.standIn(image, [debian, standIn, start], { entrypoint: ['/init.sh'] });
  }
  const utils = await images.layer('ow-utils', (root) => {
    root.programs('jq').links('stand-in', 'wsk').write('/bin/wskadmin', '#!/bin/sh\n', 0o755);
    for (const [path, text] of Object.entries(INSTALLERS)) root.write(`/packages/${path}`, text, 0o755);
    root.folderAt('/packages/openwhisk/core/routemgmt');
    for (const name of ['createApi', 'getApi', 'deleteApi'])
      root.write(`/packages/openwhisk/core/routemgmt/${name}/${name}.js`, 'module.exports.main = () => ({});\n');
    return root;
  });
  images.standIn(IMAGES['ow-utils'], [debian, standIn, utils], { cmd: ['bash'] });
}
