import { bundleKey } from '../../steps/delivery/layout.ts';

/** Minutes a run may take: its build, the deployment before it, its own, of an hour at most, and a rollback. */
export const longestRun = 180;

/**
 * Deploys what was uploaded, in bash, and waits for the end. `aws deploy wait` gives up after half an hour, and says
 * nothing of why a deployment failed; CodeDeploy refuses a deployment while another, or a rollback, is in progress.
 */
export const deployment = `begin() {
  aws deploy create-deployment \\
    --application-name "$APPLICATION" \\
    --deployment-group-name "$DEPLOYMENT_GROUP" \\
    --s3-location "bucket=$BUCKET,key=${bundleKey},version=$VERSION,bundleType=zip" \\
    --description "stepway $HASH $GITHUB_SHA" \\
    --ignore-application-stop-failures \\
    --query deploymentId --output text
}
about() {
  aws deploy get-deployment --deployment-id "$1" --query "deploymentInfo.$2" --output text
}
# Succeeds when the deployment has; an answer that does not come is asked for again.
follow() {
  local status last='' lost=0
  while :; do
    if status="$(about "$1" status)"; then
      lost=0
      [ "$status" = "$last" ] || echo "Deployment $1: $status"
      last="$status"
    else
      lost=$((lost + 1))
      if [ "$lost" -ge 10 ]; then
        echo "::error::AWS no longer answers. The deployment goes on without this run: \\\`stepway deploys\\\` shows its end."
        exit 1
      fi
    fi
    case "$status" in
      Succeeded) return 0 ;;
      Failed | Stopped) return 1 ;;
    esac
    sleep 10
  done
}
until id="$(begin 2>"$RUNNER_TEMP/refusal")"; do
  if ! grep -q DeploymentLimitExceeded "$RUNNER_TEMP/refusal"; then
    cat "$RUNNER_TEMP/refusal" >&2
    exit 1
  fi
  echo 'Another deployment or a rollback is in progress: this one waits for its turn.'
  sleep 20
done
if ! follow "$id"; then
  about "$id" '[status,errorInformation.message]' || true
  targets="$(aws deploy list-deployment-targets --deployment-id "$id" --query 'targetIds[]' --output text || true)"
  for target in $targets; do
    aws deploy batch-get-deployment-targets --deployment-id "$id" --target-ids "$target" \\
      --query "deploymentTargets[].instanceTarget.lifecycleEvents[?status=='Failed'][].[lifecycleEventName,diagnostics.message,diagnostics.logTail]" \\
      --output text || true
  done
  rollback="$(about "$id" rollbackInfo.rollbackDeploymentId || true)"
  if [[ "$rollback" == d-* ]] && follow "$rollback"; then
    echo "::error::Deployment $id failed; its last lines are above. The server runs the last good version."
  else
    echo "::error::Deployment $id failed; its last lines are above."
  fi
  exit 1
fi`;
