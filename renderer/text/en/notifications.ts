/** Words of what the desktop is told, and of when it is not. */
export const notifications = {
  notifications: {
    title: 'Notifications',
    quiet: 'Quiet hours',
    quietHelp:
      'No notification is shown then. What still matters is told when they end; the tray shows what needs you.',
    from: 'From',
    to: 'To',
    same: 'Another time than the beginning.',
    show: 'Show it',
  },
};
