/**
 * Asks as the load balancer does, and prints the status: bash, with the address still to come. In short flags, since user
 * data has little room.
 */
export const healthRequest = `curl -s -o /dev/null -w '%{http_code}' --noproxy '*' -g -m 5 -A ELB-HealthChecker/2.0 -H "Host: $DOMAIN" \\
      -H 'X-Forwarded-Proto: https'`;
