import { inRoot, script, type GeneratedFile, type Setting } from '../files.ts';
import { recipeFor } from './kinds.ts';

/** The authorities that sign the certificates of RDS. */
const authorities = `
if grep -q '^DATABASE_HOST=.' "$settings"; then
  # The RDS certificate authorities, so that the app can verify its database.
  curl -fsS --retry 3 -o "$root/etc/stepway/rds.pem.new" https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem
  chmod 644 "$root/etc/stepway/rds.pem.new"
  mv -f "$root/etc/stepway/rds.pem.new" "$root/etc/stepway/rds.pem"
fi`;

export const prepare = ({ traits, database }: Setting): GeneratedFile => ({
  path: 'deploy/prepare.sh',
  executable: true,
  about: { en: 'installs the runtime and app settings', ko: '런타임, 앱 사용자, 앱 설정 준비' },
  content: script(
    'BeforeInstall, while the previous release still runs: prepares the server for the app.',
    `${inRoot}

${recipeFor(traits).runtime}

command -v aws >/dev/null || dnf install -y awscli-2
id app >/dev/null 2>&1 || useradd --system --home-dir /opt/app --shell /sbin/nologin app

# The app's port and database settings. The CodeDeploy agent sets BUNDLE_BUCKET to the bucket of the release.
settings="$root/etc/stepway/app.env"
install -d -m 755 "$root/etc/stepway"
if ! aws s3 cp --only-show-errors "s3://\${BUNDLE_BUCKET:?is set by the CodeDeploy agent}/config/app.env" "$settings.new"; then
  echo "Could not download the app settings (config/app.env) from $BUNDLE_BUCKET. Run \\\`stepway up\\\` to create them." >&2
  exit 1
fi
chmod 640 "$settings.new"
mv -f "$settings.new" "$settings"
${database === 'none' ? '' : authorities}`,
  ),
});
