import { TransportProvider } from "@connectrpc/connect-query";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./theme/mantine.css";
import "virtual:theme.css";
import { askWho, onLeaving, sessionEnded } from "./api/session";
import { onSessionEnded, transport } from "./api/transport";
import { App } from "./app/App";
import { listenToKeys } from "./app/commands";
import { leaveMachine } from "./app/leaving";
import { fetchScreen } from "./app/routes";
import "./theme/base.css";
import "./theme/opening.css";
import "./theme/surfaces.css";
import { theme } from "./theme/theme";
import { chooseLanguage, language } from "./words/words";

// The transport retries; a second layer of retries would only hide a line that is down.
const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 10_000 }, mutations: { retry: false } } });

chooseLanguage(language.get());
onSessionEnded(sessionEnded);
onLeaving(leaveMachine);
listenToKeys();
void askWho();
fetchScreen(location.pathname);
if (import.meta.env.PROD && "serviceWorker" in navigator) void navigator.serviceWorker.register("/service_worker.js");

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
