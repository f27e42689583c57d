// Before anything is painted: night stays night, and the page speaks the language that was chosen on this machine.
{
  const page = document.documentElement;
  const chosen = localStorage.getItem("mantine-color-scheme-value");
  const night = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  page.dataset.mantineColorScheme = night ? "dark" : "light";
  if (localStorage.getItem("hotline.language") === "en") page.lang = "en";
}
