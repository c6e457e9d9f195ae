import { deploymentsSince, memory } from '../deploy/deployments.ts';
import { openDelivery } from '../operations/delivery.ts';
import { unlessStopped } from '../operations/site.ts';
import { deploymentJson, showDeployments } from '../ui/deploy-view.ts';
import { printJson } from '../ui/output.ts';
import type { Words } from '../words.ts';
import type { CommandDefinition } from './command.ts';
import { explained } from './explained.ts';
import { siteOf } from './site.ts';
import { builtState } from './stacks.ts';
import { stoppable } from './stoppable.ts';
import { announced } from './surroundings.ts';

/** How many are listed. */
const shown = 20;

const none: Words = {
  en: 'No deployments yet. `stepway deploy` in the folder of your project makes the first.',
  ko: '아직 배포한 것이 없습니다. 프로젝트 폴더에서 `stepway deploy`를 실행하면 처음으로 배포합니다.',
};

export const command: CommandDefinition = {
  questions: [],
  options: [],
  examples: {
    'stepway deploys': { en: 'List the last 20 deployments', ko: '최근 배포 20개 보기' },
    'stepway deploys --json': { en: 'The same as JSON', ko: '프로그램에서 읽기' },
  },

  async run(world, options) {
    const here = await announced(world, options);
    const { page } = here;
    return stoppable(here, async (signal) => {
      const state = await builtState(here.folder, options.name);
      const site = siteOf(here, options, { show: () => undefined, signal });
      const { aws, target } = await openDelivery(site, state, options.region);
      const looking = deploymentsSince(aws.codeDeploy, target, here.world.clock.now() - memory);
      const found = await unlessStopped(signal, looking).catch((error: unknown) => {
        throw explained(error, 'deploys');
      });
      const live = found.find(({ status }) => status === 'Succeeded')?.deploymentId;
      const newest = found.slice(0, shown);
      const rows = newest.map((one) => deploymentJson(one, found, one.deploymentId === live));
      if (options.json) printJson(world.output, rows, 2);
      else if (newest.length > 0) showDeployments(page, world.timeZone, newest, found, live);
      else page.paragraph(none);
      return 0;
    });
  },
};
