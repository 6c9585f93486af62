import type { Report } from "#lib/model/report.ts";

/** Names that only stand in errors about language models and the like. */
const modelWords =
  /\b(?:open-?ai|azure[ _]openai|anthropic|claude|gemini|generativelanguage|vertex|aiplatform|bedrock|mistral(?:ai)?|cohere|groq|together(?:\.ai|ai)|fireworks|openrouter|deepseek|qwen|dashscope|bailian|moonshot|kimi|zhipu|glm-\d|ernie|qianfan|volcengine|doubao|hunyuan|minimax|siliconflow|grok|x\.ai|perplexity|hugging ?face|ollama|llama|vllm|litellm|lang(?:chain|graph|fuse|smith)|llama_?index|lm studio|portkey|replicate|cerebras|gpt-?[345]\w{0,5}|chatgpt|o[134]-mini|whisper-|text-embedding|dall-e|llms?|chat\/completions|chat completions?|completions?|embeddings?|prompts?|max_(?:completion_)?tokens|tokenizer|(?:language|chat|ai|foundation|base|the|this|that|selected|requested) model|AI_\w{3,40}Error|no object generated|context (?:length|window)|tokens|token (?:quota|limit|count|budget)|safety system|content (?:management )?policy|usage polic(?:y|ies)|tool_call(?:s|_id)?|messages\[\d|access model|(?:from|by) (?:the )?model|model (?:response|output|answer|reply|returned|answered|call|server|endpoint|is|provider)|finish_?reason|stop_?reason|rag|chatbot|inference)\b/i;
const modelWordsElsewhere = /大模型|模型|文心|通义|讯飞星火|混元|智谱|豆包|模型调用|モデル|모델|mô hình|modelo de (?:lenguaje|ia)|KI-|Sprachmodell|modèle/i;
const aiSaid = /\bA\.?I\b|\bKI\b|\bIA\b/;
const modelFrames =
  /(?:^|[/\\])(?:openai|@?anthropic(?:-ai)?|@ai-sdk|ai[/\\]dist|groq-sdk|groq|cohere-ai|cohere|@?mistralai|@google[/\\]gen(?:erative-)?ai|genai|generativeai|litellm|ollama|@huggingface|huggingface_hub|replicate|together-ai|together|portkey-ai|@?langchain\w{0,30}|langgraph|@?llama_?index|@openrouter|vllm|instructor|dspy|semantic_kernel|autogen|crewai)[/\\.]|client-bedrock/im;

/** Companies whose interfaces applications call besides language models. */
const serviceWords =
  /\b(?:stripe|paypal|braintree|adyen|square(?:up)?|klarna|plaid|twilio|sendgrid|mailgun|mailchimp|postmark|resend|ses|sns|sqs|s3|dynamodb|kinesis|lambda|amazonaws|aws|slack|discord|telegram|whatsapp|teams webhook|github|gitlab|bitbucket|jira|atlassian|confluence|notion|linear|asana|trello|airtable|zendesk|intercom|freshdesk|hubspot|salesforce|shopify|magento|woocommerce|auth0|okta|cognito|firebase|fcm|apns|onesignal|algolia|segment|mixpanel|amplitude|datadog|pagerduty|cloudinary|imgix|mapbox|google ?maps|maps\.googleapis|geocod\w{0,6}|googleapis|google (?:drive|sheets|calendar|analytics)|gmail|graph\.microsoft|msgraph|sharepoint|dropbox|docusign|zoom|tavily|serp ?api|brave search|bing search|exa|firecrawl|browserless|e2b|elevenlabs quota|fedex|ups|dhl|easypost|taxjar|avalara|recaptcha|hcaptcha|turnstile|vercel|netlify|heroku|contentful|sanity|strapi|xero|quickbooks|smtp|wechat pay|alipay|razorpay|mercadopago|paystack|mollie|checkout\.com|docker hub|npm registry|openweather\w{0,4})\b/i;

export type Context = { llm: boolean; service: boolean };

/** Whom the application was talking to, as far as the report shows it. */
export function contextOf(report: Report, text: string, types: string, frames: string): Context {
  const llm = report.llm !== null || modelWords.test(text) || modelWordsElsewhere.test(text) || aiSaid.test(text) || modelWords.test(types) || modelFrames.test(frames);
  return { llm, service: serviceWords.test(text) || serviceWords.test(types) };
}
