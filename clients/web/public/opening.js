// Before anything is painted: night stays night, and the page speaks the language that was chosen on this machine. While
// the script is on its way, who is signed in is asked, and the code of the screen at this address is sent for. The script
// starts when something is painted; a page that nobody sees paints nothing, and waits for nothing. A piece that does not
// come, for the line broke, is told, and the page can be loaded again.
{
  const page = document.documentElement;
  const chosen = localStorage.getItem("mantine-color-scheme-value");
  const night = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  page.dataset.mantineColorScheme = night ? "dark" : "light";
  if (localStorage.getItem("hotline.language") === "en") page.lang = "en";
  if (localStorage.getItem("hotline.letters") !== null) page.dataset.letters = ""; // they were fetched here once (theme/letters)
  if (localStorage.getItem("hotline.signed_in") !== null) {
    // api/asked_ahead takes the answer as that of its own first question.
    const headers = { "Content-Type": "application/proto", "Connect-Protocol-Version": "1" };
    window.hotlineWho = fetch("/hotline.v1.SessionService/WhoAmI", { method: "POST", headers, body: new Uint8Array() });
    window.hotlineWho.catch(() => {});
    const screens = [/* SCREENS */]; // of the build: an address, and the files of its screen (build.d/ahead.ts)
    for (const [address, files] of screens) {
      if (!new RegExp(address).test(location.pathname)) continue;
      for (const file of files) {
        const script = file.endsWith(".js");
        document.head.append(Object.assign(document.createElement("link"), { rel: script ? "modulepreload" : "preload", as: script ? "script" : "style", crossOrigin: "", href: file }));
      }
    }
  }
  const pieces = [/* START */]; // of the first bundle (build.d/ahead.ts)
  const failed = () => document.querySelectorAll(".opening > p").forEach((word) => (word.hidden = word.getAttribute("role") === "status"));
  const start = () => {
    const piece = pieces.shift();
    if (piece) import(piece).then(() => setTimeout(start), failed);
  };
  document.addEventListener("DOMContentLoaded", () => (document.hidden ? start() : requestAnimationFrame(() => setTimeout(start))), { once: true });
}
