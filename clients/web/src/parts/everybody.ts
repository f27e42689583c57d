// The list of people, whole: page after page.
import { useInfiniteQuery } from "@connectrpc/connect-query";
import { useEffect, useMemo } from "react";
import { DirectoryService } from "../gen/hotline/v1/directory_pb";

const page_size = 200;

/** Of all offices that the viewer has to do with; or of those who work at one of them, and not below it. */
export function useEverybody(of: { unit?: string; enabled?: boolean } = {}) {
  const { unit = "", enabled = true } = of;
  const list = useInfiniteQuery(DirectoryService.method.listPeople, { unit, ofUnitAlone: unit !== "", pageSize: page_size, pageToken: "" }, {
    pageParamKey: "pageToken",
    getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
    staleTime: 0,
    enabled,
  });
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const pages = list.data?.pages;
  const people = useMemo(() => pages?.flatMap((page) => page.people) ?? [], [pages]);
  return { ...list, people };
}
