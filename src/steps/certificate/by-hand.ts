import { byHand, type ByHand } from '../../cli-commands/by-hand.ts';
import { certificate } from './certificate.ts';
import { waitForRecords } from '../domain/elsewhere/by-hand.ts';
import { issued } from './issued.ts';
import { validationElsewhere } from './validation-elsewhere.ts';

const validated = 'Certificate.DomainValidationOptions';

export const script: readonly ByHand[] = [
  byHand(certificate, {
    // The CLI makes up tokens of its own, so that a script need not.
    spellings: { 'RequestCertificate.IdempotencyToken': 'left out' },
    wait(recorder, { output, answers }) {
      const which = { CertificateArn: output.certificateArn };
      const names = answers.www ? ['domain', 'www'] : ['domain'];
      const known = `aws acm describe-certificate --certificate-arn "${output.certificateArn}" \\
  --query '${validated}[].[ResourceRecord.Name]' --output text | grep -c '^_'`;
      recorder.line(`until [ "$(${known})" = ${names.length} ]; do sleep 3; done`);
      const found = recorder.call('acm', 'DescribeCertificate', which);
      return {
        records: names.map((_, index) => {
          const take = (field: string) =>
            found.take(`Record${field}${index + 1}`, `${validated}[${index}].ResourceRecord.${field}`);
          return { name: take('Name'), value: take('Value') };
        }),
      };
    },
  }),
  byHand(validationElsewhere, { wait: (recorder, { output, say }) => waitForRecords(recorder, say, output) }),
  byHand(issued, {
    /** ACM takes up to 75 minutes, and the waiter gives up after 40. */
    wait(recorder, { output }) {
      const wait = `aws acm wait certificate-validated --certificate-arn "${output.certificateArn}"`;
      recorder.line(`${wait} ||\n  ${wait}`);
    },
  }),
];
