import { ProxyFailure } from '../../https-agent.ts';
import { oneLine } from '../../plain.ts';
import type { Words } from '../../words.ts';
import { isGarbled } from '../at-most-once.ts';
import { isNetworkError, isUntrusted } from '../error-names.ts';
import { goOn, sentence, type Explanation } from './explanation.ts';

const proxySettings: Words = {
  en: 'HTTPS_PROXY is where stepway has its address from; hosts in NO_PROXY are reached without it.',
  ko: '프록시 주소는 HTTPS_PROXY에서 읽습니다. NO_PROXY에 적은 호스트는 프록시 없이 연결합니다.',
};

/** What is between this computer and AWS. */
export const onTheWay: readonly Explanation[] = [
  {
    is: (error) => error instanceof ProxyFailure && error.status === 407,
    what: (error) => ({
      en: `The proxy ${proxyOf(error)} asks who you are (407), and was given no name and password that it accepts.`,
      ko: `프록시가 사용자 인증을 요구합니다(407). 받아들이는 이름과 암호를 주지 않았습니다: ${proxyOf(error)}.`,
    }),
    todo: () => ({
      en: `Put both into HTTPS_PROXY: http://<name>:<password>@<host>:<port>, with special characters as in URLs (@ is %40). ${goOn.en}`,
      ko: `HTTPS_PROXY에 함께 적으세요: http://<이름>:<암호>@<호스트>:<포트>. 특수 문자는 URL 방식으로 씁니다(@는 %40). ${goOn.ko}`,
    }),
  },
  {
    is: (error) => error instanceof ProxyFailure && error.status !== undefined,
    what: (error) => ({
      en: `The proxy ${proxyOf(error)} does not let this through to AWS: ${sentence(error.message)}.`,
      ko: `프록시가 AWS 연결을 막았습니다: ${proxyOf(error)}, ${sentence(error.message)}.`,
    }),
    todo: () => ({
      en: `Ask whoever runs it to allow *.amazonaws.com and *.api.aws, port 443. ${proxySettings.en} ${goOn.en}`,
      ko: `프록시 담당자에게 *.amazonaws.com, *.api.aws의 443 포트를 허용해 달라고 요청하세요. ${proxySettings.ko} ${goOn.ko}`,
    }),
  },
  {
    is: (error) => error instanceof ProxyFailure,
    what: (error) => ({
      en: `Could not connect to the proxy ${proxyOf(error)}: ${sentence(error.message)}.`,
      ko: `프록시에 연결할 수 없습니다: ${proxyOf(error)}, ${sentence(error.message)}.`,
    }),
    todo: () => ({
      en: `Check its address, and that you are in the network that it serves. ${proxySettings.en} ${goOn.en}`,
      ko: `주소가 맞는지, 그 프록시를 쓰는 네트워크에 있는지 확인하세요. ${proxySettings.ko} ${goOn.ko}`,
    }),
  },
  {
    is: isUntrusted,
    what: ({ message }, title) => ({
      en: `What answers in place of AWS has a certificate that this computer does not trust (${title.en}): ${sentence(message)}.`,
      ko: `AWS 대신 응답한 곳의 인증서를 이 컴퓨터가 신뢰하지 않습니다(${title.ko}): ${sentence(message)}.`,
    }),
    todo: () => ({
      en: `Your network reads TLS along, as many companies do: ask for the certificate file of its CA (PEM) and set AWS_CA_BUNDLE=/path/to/that-file.pem. Elsewhere it may be a Wi-Fi sign-in page, or somebody who listens: use another network. ${goOn.en}`,
      ko: `많은 회사처럼 네트워크가 TLS를 검사하고 있습니다. 그 CA의 인증서 파일(PEM)을 받아 AWS_CA_BUNDLE=/경로/파일.pem으로 지정하세요. 회사가 아니라면 와이파이 로그인 페이지이거나 누군가 엿보는 것일 수 있으니 다른 네트워크를 쓰세요. ${goOn.ko}`,
    }),
  },
  {
    is: (error) => isNetworkError(error) || error.name === 'OutcomeUnknown',
    what: ({ message }, title) => ({
      en: `Could not connect to AWS (${title.en}): ${sentence(message)}.`,
      ko: `AWS에 연결할 수 없습니다(${title.ko}): ${sentence(message)}.`,
    }),
    todo: () => ({ en: `Check your network connection. ${goOn.en}`, ko: `네트워크 연결을 확인하세요. ${goOn.ko}` }),
  },
  {
    is: isGarbled,
    what: (_, title) => ({
      en: `The response is not from AWS or is incomplete (${title.en}).`,
      ko: `응답을 이해할 수 없습니다(${title.ko}). 중간에 끊겼거나 AWS가 아닌 다른 곳에서 응답하고 있습니다.`,
    }),
    todo: () => ({
      en: `Check your network: a Wi-Fi sign-in page, a proxy, or AWS_ENDPOINT_URL. ${goOn.en}`,
      ko: `로그인이 필요한 와이파이, 프록시, AWS_ENDPOINT_URL 등 네트워크 연결을 확인하세요. ${goOn.ko}`,
    }),
  },
];

const proxyOf = (error: Error): string => (error instanceof ProxyFailure ? oneLine(error.proxy) : '');
