/** A page of nothing but its own words and style. */
export function stillPage(style: string, body: string): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  const base = `html,body{margin:0;height:100%;overflow:hidden;cursor:none;background:#0a0c0f;color:#dfe5ec;
    font-family:Inter,system-ui,sans-serif;font-weight:600}`;
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<style>${base}${style}</style>${body}`;
}

export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
