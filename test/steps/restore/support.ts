import { arn, existing, on, prefixed, tagsIn, type Authorizations, type Scene } from '../../support/authorizing.ts';
import type { Asked } from '../../support/iam.ts';

/** What any restore is authorized on, besides what it is of. */
function made(scene: Scene, id: string): Asked[] {
  const { input, operation } = scene;
  const action = `rds:${operation}`;
  const tags = prefixed('aws:RequestTag', tagsIn(input.Tags));
  const own = arn('rds', `db:${id}`);
  const group = input.DBSubnetGroupName;
  return [
    on(action, own, tags),
    on('rds:AddTagsToResource', own, tags),
    ...existing(scene, action, arn('rds', `subgrp:${group}`), group),
    on(action, arn('rds', 'og:default:postgres-18')),
    on(action, arn('rds', 'pg:default.postgres18')),
  ];
}

export const authorizations: Authorizations = {
  'rds:RestoreDBInstanceFromDBSnapshot': (scene) => [
    ...made(scene, scene.input.DBInstanceIdentifier),
    on('rds:RestoreDBInstanceFromDBSnapshot', arn('rds', `snapshot:${scene.input.DBSnapshotIdentifier}`)),
  ],
  'rds:RestoreDBInstanceToPointInTime': (scene) => {
    const source = scene.input.SourceDBInstanceIdentifier;
    return [
      ...made(scene, scene.input.TargetDBInstanceIdentifier),
      ...existing(scene, 'rds:RestoreDBInstanceToPointInTime', arn('rds', `db:${source}`), source),
    ];
  },
};
