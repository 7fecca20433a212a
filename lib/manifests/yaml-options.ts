import type { CollectionTag, ParseOptions, ScalarTag, SchemaOptions, Tags } from 'yaml';

/**
 * Tags as Kubernetes' reader has them, which is YAML 1.1 without dates, and without numbers such as 12:30; `y` and `n` are
 * strings.
 */
function tagsOf(tags: Tags): Tags {
  return tags.flatMap((tag): (string | ScalarTag | CollectionTag)[] => {
    if (typeof tag === 'string') return [tag];
    if (tag.tag === 'tag:yaml.org,2002:timestamp' || ('format' in tag && tag.format === 'TIME')) return [];
    if (tag.tag !== 'tag:yaml.org,2002:bool' || !('test' in tag) || !tag.test) return [tag];
    const yes = tag.test.test('yes');
    return [{ ...tag, test: yes ? /^([Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/ : /^([Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/ }];
  }) as Tags;
}

/** How manifests are read. */
export const YAML_OPTIONS: ParseOptions & SchemaOptions = {
  schema: 'yaml-1.1',
  merge: true,
  prettyErrors: false,
  resolveKnownTags: false,
  customTags: tagsOf,
};
