import { inRoot, script, type GeneratedFile, type Setting } from '../files.ts';
import { recipeFor } from './kinds.ts';

/** The authorities that sign the certificates of RDS. */
const authorities = `
if grep -q '^DATABASE_HOST=.' "$settings"; then
  # RDS signs its certificates itself: with these the app can check that it speaks with its own database.
  curl -fsS --retry 3 -o "$root/etc/stepway/rds.pem.new" https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem
  chmod 644 "$root/etc/stepway/rds.pem.new"
  mv -f "$root/etc/stepway/rds.pem.new" "$root/etc/stepway/rds.pem"
fi`;

export const prepare = ({ traits, database }: Setting): GeneratedFile => ({
  path: 'deploy/prepare.sh',
  executable: true,
  about: { en: 'runtime, user and settings of the app', ko: '런타임, 앱 사용자, 앱 설정 준비' },
  content: script(
    'BeforeInstall, while the release before still runs: what the app needs from the server.',
    `${inRoot}

${recipeFor(traits).runtime}

command -v aws >/dev/null || dnf install -y awscli-2
id app >/dev/null 2>&1 || useradd --system --home-dir /opt/app --shell /sbin/nologin app

# Port and database of the app, in one file. The CodeDeploy agent says which bucket the release came from.
settings="$root/etc/stepway/app.env"
install -d -m 755 "$root/etc/stepway"
if ! aws s3 cp --only-show-errors "s3://\${BUNDLE_BUCKET:?is set by the CodeDeploy agent}/config/app.env" "$settings.new"; then
  echo "The settings of the app (config/app.env) could not be fetched from $BUNDLE_BUCKET: \\\`stepway up\\\` puts them there." >&2
  exit 1
fi
chmod 640 "$settings.new"
mv -f "$settings.new" "$settings"
${database === 'none' ? '' : authorities}`,
  ),
});
