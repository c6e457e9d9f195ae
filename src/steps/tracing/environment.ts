import { oneOf } from './prices.ts';

/** Where the agent listens for what OpenTelemetry sends: its own default, on this machine alone. */
export const listensAt = '127.0.0.1:4318';

/**
 * What OpenTelemetry reads in every language. The agent takes traces, and neither metrics nor logs: without the two that
 * say so, the app would complain. https://opentelemetry.io/docs/languages/sdk-configuration/
 */
export const tracingEnvironment = (stack: string): Readonly<Record<string, string>> => ({
  OTEL_SERVICE_NAME: stack,
  OTEL_EXPORTER_OTLP_ENDPOINT: `http://${listensAt}`,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  OTEL_TRACES_EXPORTER: 'otlp',
  OTEL_METRICS_EXPORTER: 'none',
  OTEL_LOGS_EXPORTER: 'none',
  OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
  OTEL_TRACES_SAMPLER_ARG: String(1 / oneOf),
});
