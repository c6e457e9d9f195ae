import { Readable } from 'node:stream';
import { sdkStreamMixin } from '@smithy/core/serde';

/** What the SDK hands out in place of the bytes of a body. */
export const streamed = (output: object): object =>
  'Body' in output && output.Body instanceof Uint8Array
    ? { ...output, Body: sdkStreamMixin(Readable.from([Buffer.from(output.Body)])) }
    : output;
