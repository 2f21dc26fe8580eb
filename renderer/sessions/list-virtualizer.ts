import { defaultRangeExtractor, measureElement, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useRef } from 'react';
import type { ListItem } from '../state/session-list.ts';

/** px, as profile-list.css has them in the ordinary case; each item is measured once it is there. */
const heights = { section: 32, account: 28, row: 52, card: 121 } as const;

/**
 * Which items are drawn, and where: those in view, a few beyond, and the current one.
 *
 * @param currentIndex of the item that has the keyboard; -1: there is none.
 */
export function useListVirtualizer(
  items: readonly ListItem[],
  scroller: RefObject<HTMLDivElement | null>,
  currentIndex: number,
) {
  // With another function than before the virtualizer goes through all items anew: only with other items, then.
  const itemKey = useCallback((index: number) => sizeKey(items[index]) ?? index, [items]);
  const cardsSeen = useRef(new Set<string | number>());
  const estimate = (index: number) => {
    const item = items[index];
    if (item?.kind === 'profile') return item.live ? heights.card : heights.row;
    return item?.kind === 'account' ? heights.account : heights.section;
  };
  return useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count: items.length,
    getScrollElement: () => scroller.current,
    getItemKey: itemKey,
    estimateSize: estimate,
    // Only a card that was never there is measured as it is put in: that has the whole page laid out, between a key and
    // its list. Of all others the size is known but in rare cases, and then told soon after.
    measureElement: (element, entry, instance) => {
      const index = instance.indexFromElement(element);
      const key = itemKey(index);
      const item = items[index];
      const isNewCard = item?.kind === 'profile' && item.live && !cardsSeen.current.has(key);
      if (entry === undefined && !isNewCard) return instance.itemSizeCache.get(key) ?? estimate(index);
      if (isNewCard) cardsSeen.current.add(key);
      return measureElement(element, entry, instance);
    },
    // The row with the keyboard is drawn even out of sight: with it the focus would go, and the next key to nobody.
    rangeExtractor: useCallback(
      (range: Range) => {
        const seen = defaultRangeExtractor(range);
        if (currentIndex < 0 || seen.includes(currentIndex)) return seen;
        return [...seen, currentIndex].sort((left, right) => left - right);
      },
      [currentIndex],
    ),
    overscan: 4,
    // Drawing synchronously from within an effect is what React 19 refuses.
    useFlushSync: false,
    // Until the scroller is measured there is something to show, so that the first frame is not empty.
    initialRect: { width: 420, height: 640 },
  });
}

/** What the size of an item is remembered by: a profile's card is higher than its row. */
function sizeKey(item: ListItem | undefined): string | undefined {
  return item?.kind === 'profile' && item.live ? `card:${item.key}` : item?.key;
}
