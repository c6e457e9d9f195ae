/** How the page looks: light and dark as the reader has it, on a phone and a desktop, and on paper. */
export const style = `
:root{color-scheme:light dark;--paper:#ffffff;--raised:#f6f8fa;--ink:#17202b;--soft:#4d5a6a;--line:#d5dce4;--accent:#0b5cad;--good:#1a7340;--bad:#b3261e;--wait:#8a5a00}
@media (prefers-color-scheme:dark){:root{--paper:#12171e;--raised:#1a212a;--ink:#eef2f7;--soft:#b3bfcd;--line:#36414e;--accent:#7cbcff;--good:#6fd196;--bad:#ff9a92;--wait:#f0c060}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR",NanumGothic,sans-serif;word-break:keep-all;overflow-wrap:break-word}
header,main,footer{max-width:68rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
h1{font-size:clamp(1.6rem,5vw,2.4rem);line-height:1.2;margin:0 0 .4rem;overflow-wrap:anywhere}
h2{font-size:1.35rem;line-height:1.3;margin:0 0 .8rem}
h3{font-size:1.05rem;margin:0 0 .3rem}
p{margin:.3rem 0 .8rem}
a{color:var(--accent);text-underline-offset:.15em}
a:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
.lead{color:var(--soft);margin:0}
.badge{display:inline-block;margin:1rem 0 0;padding:.3rem .8rem;border:1px solid currentColor;border-radius:2rem;font-weight:600}
.good{color:var(--good)}.bad{color:var(--bad)}.wait{color:var(--wait)}
.note{border-left:4px solid var(--wait);background:var(--raised);padding:.6rem 1rem;margin:1.2rem 0 0}
nav{margin:1.4rem 0 0}
nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;margin:0;padding:0}
section{margin:0;padding:2rem 0;border-top:1px solid var(--line)}
main{margin-top:1.6rem}
figure{margin:0}
.picture{display:block;width:100%;height:auto;margin:0 auto}
.picture.narrow{max-width:22rem}
.picture.wide{display:none}
@media (min-width:48rem){.picture.wide{display:block}.picture.narrow{display:none}}
figcaption{color:var(--soft);font-size:.9rem;margin-top:.6rem}
ul.checks{list-style:none;margin:0;padding:0;columns:16rem;column-gap:2rem}
ul.checks li{break-inside:avoid;padding:.15rem 0}
.part{padding:1rem 1.2rem;margin:0 0 1rem;border:1px solid var(--line);border-radius:.7rem;background:var(--raised)}
.part p{max-width:46rem}
table{width:100%;border-collapse:collapse;font-size:.93rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem .4rem 0;border-top:1px solid var(--line)}
thead th{border-top:0;color:var(--soft);font-weight:600}
td.id{overflow-wrap:anywhere;word-break:break-all;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.85rem}
td.usd,th.usd{text-align:right;padding-right:0;white-space:nowrap;font-variant-numeric:tabular-nums}
tfoot th,tfoot td{border-top:2px solid var(--ink);font-weight:700}
dl{margin:0;display:grid;grid-template-columns:minmax(0,1fr);gap:.1rem 1.5rem}
dt{font-weight:600}
dd{margin:0 0 .6rem;min-width:0;overflow-wrap:anywhere}
@media (min-width:48rem){dl{grid-template-columns:16rem minmax(0,1fr)}dd{margin:0}dt,dd{padding:.35rem 0;border-top:1px solid var(--line)}}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.88em;background:var(--raised);border:1px solid var(--line);border-radius:.3rem;padding:.05em .3em;overflow-wrap:anywhere;word-break:normal}
.part code{background:var(--paper)}
footer{color:var(--soft);font-size:.9rem;padding-bottom:3rem}
footer p{border-top:1px solid var(--line);padding-top:1rem}
@media print{
:root{color-scheme:light;--paper:#ffffff;--raised:#ffffff;--ink:#000000;--soft:#333333;--line:#bbbbbb;--accent:#0b3d75;--good:#0f5a2e;--bad:#8c1d18;--wait:#6b4600}
@page{margin:16mm}
body{font-size:10.5pt}
nav{display:none}
header,main,footer{max-width:none;padding:0}
section{padding:1rem 0}
th,td{padding:.15rem .6rem .15rem 0}
.part{padding:.6rem .8rem}
h2,h3{break-after:avoid}
tr,figure,.picture{break-inside:avoid}
.picture.wide{display:block;max-height:200mm}.picture.narrow{display:none}
thead{display:table-header-group}
}
`;
