import { STYLE } from '../html/style.ts';

/** What pages about several targets have beside the style of reports. */
export const MATRIX_STYLE: string = `${STYLE}
main,header.top,footer{max-width:96rem}
.grid{position:relative;overflow:auto;max-height:94vh;border:1px solid var(--line);background:var(--card)}
.targets,.strips{border-collapse:separate;border-spacing:0;table-layout:fixed;font-size:.85rem}
.targets th[scope=row],.strips th[scope=row]{position:sticky;left:0;z-index:2;background:var(--card);width:11rem;border-right:1px solid var(--line);font-weight:400}
.strips th[scope=row]{width:19rem;overflow-wrap:anywhere;line-height:1.3;padding:.3rem .6rem}
.strips th[scope=row] a{color:var(--ink);text-decoration:none}.strips th a:hover{text-decoration:underline}
.strips .id{display:block;color:var(--soft);font-size:.72rem}
.grid thead th{position:sticky;top:0;z-index:3;background:var(--card);width:2.9rem;padding:.3rem .1rem;text-align:center;vertical-align:bottom;border-bottom:2px solid var(--line)}
.grid thead th:first-child{left:0;z-index:4;text-align:left;padding:.3rem .6rem;width:11rem;border-right:1px solid var(--line)}
.strips thead th:first-child{width:19rem}
.grid thead a{writing-mode:vertical-rl;transform:rotate(180deg);display:inline-block;max-height:9rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;text-align:left;text-decoration:none;font-weight:600;color:var(--ink)}
.grid thead a:hover{text-decoration:underline}
.grid thead small{font-weight:400;color:var(--soft);font-size:.75rem;margin-top:.3rem}
.trend{display:block;width:2.4rem;height:.9rem;margin:.2rem auto 0}.trend polyline{fill:none;stroke:var(--accent);stroke-width:1.5}
.targets td{text-align:center;padding:.3rem .1rem;border-right:1px solid var(--hair);font-variant-numeric:tabular-nums}
.targets td a{display:block;color:var(--ink);text-decoration:none;min-height:1.5rem}.targets td a:hover{text-decoration:underline}
.targets .sum td,.targets .sum th{background:var(--paper);font-size:.75rem}
${Array.from({ length: 11 }, (_, step) => `.s${step}{background:linear-gradient(var(--bar),var(--bar)) 0 100%/${step * 10}% .28rem no-repeat,var(--g${Math.min(4, Math.floor((10 - step) / 2.2))})}`).join('\n')}
.strips td{padding:0 0 1px;vertical-align:middle;border-bottom:1px solid var(--hair)}
.strips td svg{display:block;width:100%;height:1.9rem}
.strips .p,.key .p{fill:var(--pass)}.strips .f,.key .f{fill:var(--fail)}.strips .o,.key .o{fill:var(--open)}.strips .n,.key .n{fill:var(--soft)}
.strips path,.key path{fill-rule:evenodd}
.key{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem}.key svg{width:1em;height:1em;vertical-align:-.15em}
.detail td{background:var(--wire);padding:.7rem 1rem 1rem}.detail dl{margin:.4rem 0;display:grid;grid-template-columns:minmax(9rem,max-content) 1fr;gap:.25rem 1rem;font-size:.88rem}
.detail dt{grid-column:1}.detail dd{grid-column:2;margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
.columns{margin:.6rem 0}.columns fieldset{border:0;padding:0;margin:.4rem 0;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem}.columns legend{font-weight:600;font-size:.85rem}
.columns label{font-size:.88rem;min-height:1.6rem}
.sitenav{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:.4rem 0;font-size:.92rem}
:root{--bar:#1a5a6b;--g0:#fffefb;--g1:#f6efe6;--g2:#f3e2d6;--g3:#efd2c4;--g4:#e9bfae}
@media (prefers-color-scheme:dark){:root{--bar:#84c5d4;--g0:#1a2123;--g1:#2b2826;--g2:#3a2d28;--g3:#4a322b;--g4:#5b372d}}
@media (min-width:70rem){.few .grid{overflow:visible;max-height:none}.few .filters{position:static}.wide .grid{width:fit-content}.wide .targets th[scope=row],.wide .targets thead th:first-child{width:12rem}.wide .strips th[scope=row],.wide .strips thead th:first-child{width:44rem}.wide .grid thead th:not(:first-child){width:9rem}.wide .grid thead a{writing-mode:horizontal-tb;transform:none;text-align:center}.wide .grid thead small{display:block}}
@media (max-width:42rem){.targets th[scope=row],.grid thead th:first-child{width:7.5rem}.strips th[scope=row],.strips thead th:first-child{width:10.5rem}.detail dl{grid-template-columns:1fr}.detail dd,.detail dt{grid-column:1}}
@media print{.grid{overflow:visible;max-height:none;border:0}.columns{display:none}.grid thead th,.grid th[scope=row]{position:static}.targets{font-size:7pt}.targets th[scope=row],.grid thead th:first-child{width:7rem}.strips th[scope=row],.strips thead th:first-child{width:14rem}.strips td svg{height:1rem}.strips .id{display:none}}
`.replace(/\n+/g, '\n');
