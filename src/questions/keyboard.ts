/** The letters of a Korean keyboard (two-set), where the Latin ones are on the same keys. */
const korean = 'ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ';
const latin = 'qwertyuiopasdfghjklzxcvbnm';

/** The letter that is on the same key, whichever language the keyboard is set to. */
export const onKey = (letter: string): string => {
  const at = letter === '' ? -1 : korean.indexOf(letter);
  return at < 0 ? letter.toLowerCase() : latin.charAt(at);
};
