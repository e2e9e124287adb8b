import { leaf } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, importing } from '../conditions.ts';
import { keeps, lets, resourceTypeDefaults } from './faults.ts';

/** Faults in which labels are refused. */
export const TAGS_REFUSED: readonly Mutant[] = mutantsOf('tags', {
  'create-any-resource-type': {
    summary: 'create takes tags for any resource type',
    mustBeKilledBy: 'tags.create.other-resource-type',
    fault: lets('resourceType', creating),
  },
  'import-any-resource-type': {
    summary: 'import takes tags for any resource type',
    mustBeKilledBy: 'tags.import.other-resource-type',
    fault: lets('resourceType', importing),
  },
  'create-resource-type-defaults': {
    summary: 'create takes tags for no resource type as its own',
    mustBeKilledBy: 'tags.create.no-resource-type',
    fault: resourceTypeDefaults(creating),
  },
  'import-resource-type-defaults': {
    summary: 'import takes tags for no resource type as its own',
    mustBeKilledBy: 'tags.import.no-resource-type',
    fault: resourceTypeDefaults(importing),
  },
  'create-reserved-accepted': {
    summary: 'create takes keys with the reserved prefix',
    mustBeKilledBy: 'tags.create.reserved-prefix',
    fault: lets('reservedKey', creating),
  },
  'import-reserved-accepted': {
    summary: 'import takes keys with the reserved prefix',
    mustBeKilledBy: 'tags.import.reserved-prefix',
    fault: lets('reservedKey', importing),
  },
  'create-duplicate-accepted': {
    summary: 'create takes a key twice',
    mustBeKilledBy: 'tags.create.duplicate-key',
    fault: lets('duplicateKey', creating),
  },
  'import-duplicate-accepted': {
    summary: 'import takes a key twice',
    mustBeKilledBy: 'tags.import.duplicate-key',
    fault: lets('duplicateKey', importing),
  },
  'create-empty-key-accepted': {
    summary: 'create takes an empty key',
    mustBeKilledBy: 'tags.create.empty-key',
    fault: lets('emptyKey', creating),
  },
  'import-empty-key-accepted': {
    summary: 'import takes an empty key',
    mustBeKilledBy: 'tags.import.empty-key',
    fault: lets('emptyKey', importing),
  },
  'import-many-lose-one': {
    summary: 'import loses the last of more than three tags',
    mustBeKilledBy: 'tags.import.any-set',
    fault: keeps(importing, (tags) => (tags.length > 3 ? tags.slice(0, -1) : tags)),
  },
  'item-key-missing': {
    summary: 'a described tag has no value element when its value is empty',
    mustBeKilledBy: 'response-shape.describe.tag-items',
    fault: ({ xml }) => ({
      xml: {
        list: (ctx, name, items) =>
          xml.list(
            ctx,
            name,
            name === 'tagSet'
              ? items.map((item) =>
                  item.map((node) =>
                    node.name === 'key' ? leaf('Key', 'text' in node ? node.text : '') : node,
                  ),
                )
              : items,
          ),
      },
    }),
  },
});
