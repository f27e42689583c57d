// A screen that fails takes nothing else with it. What went wrong stays on the console of this machine: it may hold
// what was typed.
import { Component, type ReactNode } from "react";
import { EmptyState } from "../parts/EmptyState";
import { appWords } from "./words";

export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <EmptyState whole title={appWords.say("broken")} action={{ words: appWords.say("reload"), run: () => location.reload() }}>
        {appWords.say("broken_long")}
      </EmptyState>
    );
  }
}
