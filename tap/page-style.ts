/** How the page looks, in a dark and in a light room. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1b1f24; --quiet: #59636e; --line: #b6bec8;
  --client: #0a63b0; --server: #93258f; --header: #8a5a00; --body: #176b34; --bad: #c0202b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --ink: #e4e8ed; --quiet: #98a2ad; --line: #4a545f;
    --client: #6db8ff; --server: #ef95ea; --header: #f0b94b; --body: #72d492; --bad: #ff7b80;
  }
}
body { background: var(--paper); color: var(--ink); font: 15px/1.45 system-ui, sans-serif;
  margin: 2rem auto; max-width: 62rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; }
p { margin: .3rem 0; }
.names { position: sticky; top: 0; display: flex; justify-content: space-between;
  background: var(--paper); margin-left: 4rem; padding: .5rem 0; font-weight: 600; z-index: 1; }
.names span { border: 1px solid var(--line); border-radius: .3rem; padding: .1rem .8rem; }
ol { list-style: none; margin: 0; padding: 0; }
li { display: flex; }
time { width: 5rem; flex: none; padding-top: .5rem; color: var(--quiet); font-size: .85rem;
  font-variant-numeric: tabular-nums; }
.wire { flex: 1; min-width: 0; margin-right: 1.4rem; padding: .5rem 0;
  border-left: 2px solid var(--line); border-right: 2px solid var(--line); }
.wire > :not(.arrow) { margin-left: 1.2rem; margin-right: 1.2rem; }
.title { color: var(--quiet); font-size: .85rem; }
.text, pre { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
.text { overflow-wrap: anywhere; }
.arrow { position: relative; height: 2px; margin: .35rem 2px; background: var(--way); }
.arrow::after { position: absolute; top: -.36rem; border: .4rem solid transparent; content: ""; }
.client > .wire > .arrow::after { right: -1px; border-left: .6rem solid var(--way); border-right: 0; }
.server > .wire > .arrow::after { left: -1px; border-right: .6rem solid var(--way); border-left: 0; }
.client { --way: var(--client); } .server { --way: var(--server); }
.network, .reset, .unreachable, .silence { --way: var(--bad); }
.connect > .wire > .arrow, .end > .wire > .arrow { background: none; border-top: 2px dashed var(--way); }
.silence > .wire > .arrow { display: none; }
.network > .wire > .title, .reset > .wire > .title, .silence > .wire > .title { color: var(--bad); }
pre { margin: .2rem 0; overflow-x: auto; font-size: .85rem; }
summary { color: var(--quiet); font-size: .8rem; cursor: pointer; }
.header { color: var(--header); } .body { color: var(--body); } .cut { color: var(--bad); }
`;
