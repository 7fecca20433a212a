import { z } from 'zod';
import { line } from './values';
import { apiUrl, sendResolved, text } from './alert-receiver-options';
import { secretKey } from './common';

/** A Slack channel. */
export const slack = z
  .strictObject({
    apiUrlSecret: secretKey('The URL of the incoming webhook.'),
    channel: line().describe("The channel, such as '#alerts'."),
    username: text('Name of the sender'),
    iconEmoji: text('Emoji of the sender, such as :fire:'),
    iconUrl: text('Icon of the sender, as a URL'),
    color: text('Colour of the bar beside the message: good, warning, danger or #rrggbb'),
    pretext: text('Text above the message'),
    title: text('Title of the message'),
    titleLink: text('Link of the title'),
    text: text('Text of the message'),
    fallback: text('Summary for clients without rich text'),
    footer: text('Text below the message'),
    sendResolved: sendResolved(),
  })
  .describe('A Slack channel.');

/** A workflow of Microsoft Teams. */
export const msteams = z
  .strictObject({
    webhookUrlSecret: secretKey('The URL of the workflow that posts to the channel.'),
    title: text('Title of the card'),
    text: text('Text of the card'),
    sendResolved: sendResolved(),
  })
  .describe('A Teams channel with a workflow, "Send webhook alerts to a channel".');

/** A Discord channel. */
export const discord = z
  .strictObject({
    webhookUrlSecret: secretKey('The URL of the webhook.'),
    username: text('Name of the sender'),
    avatarUrl: text('Picture of the sender, as a URL'),
    content: text('Text above the message'),
    title: text('Title of the message'),
    message: text('Text of the message'),
    sendResolved: sendResolved(),
  })
  .describe('A Discord channel.');

/** A Telegram chat. */
export const telegram = z
  .strictObject({
    botTokenSecret: secretKey('The token of the bot.'),
    chatId: z.int().describe('Number of the chat; groups have negative numbers.'),
    messageThreadId: z.int().optional().describe('Number of the topic in a group with topics.'),
    message: text('Text of the message'),
    parseMode: z.enum(['HTML', 'Markdown', 'MarkdownV2']).optional().describe('Markup of the message. Default: HTML.'),
    disableNotifications: z.boolean().default(false).describe('Whether messages are delivered silently.'),
    apiUrl: apiUrl('https://api.telegram.org.'),
    sendResolved: sendResolved(),
  })
  .describe('A Telegram chat.');

/** A Webex room. */
export const webex = z
  .strictObject({
    roomId: line().describe('Identifier of the room.'),
    tokenSecret: secretKey('The access token of the bot.'),
    message: text('Text of the message'),
    apiUrl: apiUrl('https://webexapis.com/v1/messages.'),
    sendResolved: sendResolved(),
  })
  .describe('A Webex room.');

/** A Rocket.Chat channel. */
export const rocketchat = z
  .strictObject({
    tokenIdSecret: secretKey('The user ID of the sender.'),
    tokenSecret: secretKey('The personal access token of the sender.'),
    channel: text('The channel, such as #alerts'),
    emoji: text('Emoji of the sender'),
    iconUrl: text('Icon of the sender, as a URL'),
    color: text('Colour of the bar beside the message'),
    title: text('Title of the message'),
    titleLink: text('Link of the title'),
    text: text('Text of the message'),
    apiUrl: apiUrl('https://open.rocket.chat/.'),
    sendResolved: sendResolved(),
  })
  .describe('A Rocket.Chat channel.');

/** Users of a WeChat Work application. */
export const wechat = z
  .strictObject({
    apiSecret: secretKey('The secret of the application.'),
    corpId: line().describe('Identifier of the company.'),
    agentId: text('Identifier of the application'),
    toUser: text('Users, separated by |'),
    toParty: text('Departments, separated by |'),
    toTag: text('Tags, separated by |'),
    messageType: z.enum(['text', 'markdown']).default('text').describe('Kind of the message.'),
    message: text('Text of the message'),
    apiUrl: apiUrl('https://qyapi.weixin.qq.com/cgi-bin/.'),
    sendResolved: sendResolved(),
  })
  .describe('A WeChat Work application.');
