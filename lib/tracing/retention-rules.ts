import { copiesOf, gib, neededGib, USABLE_PERCENT, usableGib } from '../elasticsearch/capacity';
import type { Mistake } from '../platform/mistake';
import type { Logging, Tracing } from '../platform/model';
import type { SectionRule } from '../platform/rule';

const PATH = ['tracing', 'jaeger', 'storage'];

/** Traces fit into their storage as long as they are kept. */
export const retentionFits: SectionRule<Tracing> = ({ jaeger: { enabled, storage } }, { logging }) => {
  if (!enabled) return [];
  if (storage.type === 'badger') return badgerMistakes(storage.badger);
  if (storage.type !== 'elasticsearch' || !logging.enabled || logging.elasticsearch.external) return [];
  return elasticsearchMistakes(storage.elasticsearch, logging);
};

function badgerMistakes({ size, retentionDays, gibPerDay }: Tracing['jaeger']['storage']['badger']): Mistake[] {
  const needed = neededGib({ gibPerDay, retentionDays }, 0);
  const usable = usableGib({ replicas: 1, size });
  if (needed <= usable) return [];
  const days = Math.floor(usable / gibPerDay);
  const least = Math.ceil((needed * 100) / USABLE_PERCENT);
  return [
    {
      path: [...PATH, 'badger', 'retentionDays'],
      problem: `${gibPerDay} GiB per day for ${retentionDays} days are ${gib(needed)}; ${size} hold ${gib(usable)}, with 15 % left free`,
      allowed: `at most ${days} with this volume`,
      fix: `${days > 0 ? `write ${days}, or ` : ''}set tracing.jaeger.storage.badger.size: ${least}Gi`,
    },
  ];
}

/** Logs and traces share the volumes; that the logs alone fit is a rule of logging. */
function elasticsearchMistakes(
  storage: Tracing['jaeger']['storage']['elasticsearch'],
  { elasticsearch, indices }: Logging,
): Mistake[] {
  const copies = copiesOf(storage.copies, elasticsearch);
  if (copies >= elasticsearch.replicas) {
    const { replicas } = elasticsearch;
    return [
      {
        path: [...PATH, 'elasticsearch', 'copies'],
        problem: `${copies} copies of each shard need ${copies + 1} nodes; there are ${replicas}`,
        allowed: `at most ${replicas - 1}`,
        fix: `write ${replicas - 1}, or raise logging.elasticsearch.replicas`,
      },
    ];
  }
  const logs = neededGib(indices, copiesOf(indices.copies, elasticsearch));
  const needed = neededGib(storage, copies);
  const usable = usableGib(elasticsearch);
  if (logs > usable || logs + needed <= usable) return [];
  const { gibPerDay, retentionDays } = storage;
  const days = Math.floor((usable - logs) / gibPerDay / (1 + copies));
  const least = Math.ceil(((logs + needed) * 100) / (USABLE_PERCENT * elasticsearch.replicas));
  return [
    {
      path: [...PATH, 'elasticsearch', 'retentionDays'],
      problem: `${gibPerDay} GiB per day for ${retentionDays} days, ${1 + copies} times, are ${gib(needed)}; the logs leave ${gib(usable - logs)} of the volumes, with 15 % left free`,
      allowed: `at most ${days} with these volumes`,
      fix: `${days > 0 ? `write ${days}, or ` : ''}set logging.elasticsearch.size: ${least}Gi`,
    },
  ];
}
