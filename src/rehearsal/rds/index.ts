import { zonesOf } from '../ec2/catalog.ts';
import { refuse } from '../errors.ts';
import { page } from '../pages.ts';
import type { Call, Operations, Service } from '../service.ts';
import { tag, tagList, type Tags as TagRecord } from '../tags.ts';
import { databaseClasses, engineVersions, storage } from './catalog.ts';
import { databaseNamed, finishModifications, snapshotNamed, subnetGroupNamed } from './shared.ts';
import { databases } from './instances.ts';
import { restores } from './restores.ts';
import { snapshots } from './snapshots.ts';
import { subnetGroups } from './subnet-groups.ts';

function tagsAt(call: Call, arn = ''): TagRecord {
  const [, kind, name] = /^arn:aws:rds:[^:]+:\d+:(\w+):(.+)$/.exec(arn) ?? [];
  const named = { db: databaseNamed, subgrp: subnetGroupNamed, snapshot: snapshotNamed }[kind ?? ''];
  return (named ?? refuse('InvalidParameterValue', `Invalid resource name: ${arn}`))(call, name).tags;
}

const catalog = {
  AddTagsToResource({ ResourceName, Tags }, call) {
    tag(tagsAt(call, ResourceName), Tags);
    return {};
  },

  ListTagsForResource: ({ ResourceName }, call) => ({ TagList: tagList(tagsAt(call, ResourceName)) }),

  DescribeDBEngineVersions({ Engine, EngineVersion, DefaultOnly, MaxRecords = 100, Marker }) {
    const found = engineVersions.filter(
      ({ engine, version, major }, _, all) =>
        (!Engine || engine === Engine) &&
        (!EngineVersion || version === EngineVersion || major === EngineVersion) &&
        (!DefaultOnly || all.findLast((one) => one.engine === engine)?.version === version),
    );
    const { items, next } = page(found, MaxRecords, Marker);
    return {
      DBEngineVersions: items.map(({ engine, version, major }) => ({
        Engine: engine,
        EngineVersion: version,
        MajorEngineVersion: major,
        DBParameterGroupFamily: `${engine}${major}`,
        DBEngineDescription: engine === 'mysql' ? 'MySQL Community Edition' : 'PostgreSQL',
        Status: 'available',
      })),
      Marker: next,
    };
  },

  DescribeOrderableDBInstanceOptions({ Engine, EngineVersion, DBInstanceClass, MaxRecords = 100, Marker }, { region }) {
    const found = engineVersions
      .filter(({ engine, version }) => engine === Engine && (!EngineVersion || version === EngineVersion))
      .flatMap(({ engine, version }) =>
        databaseClasses
          .filter((name) => !DBInstanceClass || name === DBInstanceClass)
          .map((name) => ({ engine, version, name })),
      );
    const { items, next } = page(found, MaxRecords, Marker);
    return {
      OrderableDBInstanceOptions: items.map(({ engine, version, name }) => ({
        Engine: engine,
        EngineVersion: version,
        DBInstanceClass: name,
        LicenseModel: engine === 'mysql' ? 'general-public-license' : 'postgresql-license',
        AvailabilityZones: zonesOf(region).map((Name) => ({ Name })),
        MultiAZCapable: true,
        Vpc: true,
        SupportsStorageEncryption: true,
        StorageType: 'gp3',
        MinStorageSize: storage.least,
        MaxStorageSize: storage.most,
      })),
      Marker: next,
    };
  },

  DescribeAccountAttributes: (_, { here }) => ({
    AccountQuotas: [
      { AccountQuotaName: 'DBInstances', Used: here.databases.length, Max: 40 },
      { AccountQuotaName: 'DBSubnetGroups', Used: here.subnetGroups.length, Max: 50 },
      { AccountQuotaName: 'ManualSnapshots', Used: here.snapshots.length, Max: 100 },
    ],
  }),
} satisfies Operations<typeof import('@aws-sdk/client-rds')>;

/** Everything that the rehearsal knows of RDS. */
export const rds = {
  operations: { ...databases, ...restores, ...subnetGroups, ...snapshots, ...catalog },
  regional: {
    atFirst: () => ({ databases: [], subnetGroups: [], snapshots: [] }),
    inventory: (here) => [
      ...here.databases.map(({ id, tags }) => ({ kind: 'db', id, tags })),
      ...here.subnetGroups.map(({ name, tags }) => ({ kind: 'subgrp', id: name, tags })),
      ...here.snapshots.map(({ id, tags }) => ({ kind: 'snapshot', id, tags })),
    ],
  },
  settle: finishModifications,
} satisfies Service;
