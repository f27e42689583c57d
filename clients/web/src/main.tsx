import { TransportProvider } from "@connectrpc/connect-query";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./theme/mantine.css";
import "virtual:theme.css";
import { lineBack } from "./api/line";
import { askWho, onLeaving, sessionEnded } from "./api/session";
import { onSessionEnded, transport } from "./api/transport";
import { App } from "./app/App";
import { listenToKeys } from "./app/commands";
import { leaveMachine, unsentOf } from "./app/leaving";
import { fetchScreen } from "./app/routes";
import "./gen/fonts/fonts.css";
import "./theme/base.css";
import "./theme/opening.css";
import { theme } from "./theme/theme";
import { chooseLanguage, language } from "./words/words";

// The transport retries; a second layer of retries would only hide a line that is down.
const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 10_000 }, mutations: { retry: false } } });

// Styles of what screens share: a file of their own would be one more to wait for. What is found here is laid before all
// that is imported, and in this order: a module says something of its own of a surface.
import.meta.glob("./theme/surfaces.css", { eager: true });
import.meta.glob(["./parts/*.module.css", "!./parts/Paper.module.css"], { eager: true });

const at_rest_ms = 2500;

// Out of the browser's memory comes a page as it was, the case of somebody who has signed out since on it.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
chooseLanguage(language.get());
onSessionEnded(sessionEnded);
onLeaving({ tidy: leaveMachine, unsent: unsentOf });
listenToKeys();
void askWho();
fetchScreen(location.pathname);
// It fetches the whole build: not while the page itself is on its way, and not from a server that is away.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  setTimeout(() => void lineBack().then(() => navigator.serviceWorker.register("/service_worker.js")).catch(() => {}), at_rest_ms);
}

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <TransportProvider transport={transport}>
        <QueryClientProvider client={queries}>
          <App />
        </QueryClientProvider>
      </TransportProvider>
    </MantineProvider>
  </StrictMode>,
);
