/** The page's whole style: light and dark, wide and narrow. */
export const STYLE = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
.sum { font-size: 1.25rem; }
details { border: 1px solid #8886; border-left-width: 6px; border-radius: 4px; margin: 0.75rem 0; padding: 0.5rem 0.75rem; }
details.good { border-left-color: #2a9d4a; }
details.bad { border-left-color: #d1242f; }
details.open { border-left-color: #bf8700; }
summary { cursor: pointer; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: 0.75rem 0; table-layout: fixed; width: 100%; }
th, td { border: 1px solid #8886; padding: 0.4rem 0.6rem; text-align: left; vertical-align: top; }
table.sides th:first-child { width: 7rem; }
pre, code { font: 13px/1.45 ui-monospace, monospace; margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
footer { color: #888; margin: 2rem 0; }
`;
