/**
 * Keys that LiteLLM knows and that have no effect here: a warning, not an error, so that its files work unchanged.
 * Source: docs.litellm.ai/docs/proxy/config_settings (2026-10-07) and litellm/types/router.py.
 */
export const litellmKeys = {
  file: words(`
    agent_list assistant_settings callback_settings credential_list default_vertex_config environment files_settings
    finetune_settings guardrails include litellm_license mcp_aliases mcp_servers mcp_tools model_group_alias
    pass_through_endpoints policies policy_attachments prompts search_tools vector_store_registry worker_registry`),
  entry: words('access_groups itpm order otpm rpm tpm'),
  params: words(`
    adaptive_router_config adaptive_router_default_model additional_drop_params allow_client_keepalive_override
    allowed_openai_params api_key_name api_type api_version auto_router_config auto_router_config_path
    auto_router_default_model auto_router_embedding_model aws_access_key_id aws_bedrock_project_id
    aws_bedrock_runtime_endpoint aws_external_id aws_profile_name aws_region_name aws_role_name aws_secret_access_key
    aws_session_name aws_session_token aws_sts_endpoint aws_web_identity_token azure_ad_token azure_password azure_scope
    azure_username base_model bucket_name budget_duration cache cache_control_injection_points caching client_id
    client_secret complexity_router_config complexity_router_default_model configurable_clientside_auth_params
    cooldown_time default_api_key_rpm_limit default_api_key_tpm_limit drop_params extra_body fallbacks
    gcs_bucket_name guardrails input_cost_per_pixel input_cost_per_query input_cost_per_second input_cost_per_token itpm
    keepalive_seconds litellm_credential_name litellm_trace_id max_budget max_chunks_per_doc max_file_size_mb
    max_parallel_requests max_tokens_per_doc merge_reasoning_content_in_choices metadata mock_response mock_timeout
    model_info modify_params order organization otpm output_cost_per_pixel output_cost_per_second output_cost_per_token
    provider_affinity_header quality_router_config quality_router_default_model rank_fields region_name return_documents
    rpm s3_bucket_name s3_region_name ssl_verify stream stream_timeout tag_regex tags tenant_id top_n tpm
    use_chat_completions_api use_in_pass_through use_litellm_proxy user vector_store_id vertex_credentials vertex_location
    vertex_project watsonx_region_name`),
  general_settings: words(`
    admin_only_routes alert_to_webhook_url alert_types alerting alerting_args alerting_threshold
    allow_client_side_credentials allow_requests_on_db_unavailable allow_user_auth allowed_ips allowed_routes
    always_include_stream_usage auto_redirect_ui_login_to_sso background_health_checks completion_model
    control_plane_url custom_auth custom_auth_run_common_checks custom_key_generate custom_key_update custom_sso
    custom_ui_sso_sign_in_handler dangerously_allow_mock_testing_request_params database_args
    database_connection_pool_limit database_connection_pool_timeout database_connection_timeout database_type database_url
    default_team_disabled disable_adding_master_key_hash_to_db disable_error_logs disable_master_key_return
    disable_prisma_schema_update disable_reset_budget disable_responses_id_security
    disable_retry_on_max_parallel_request_limit_error disable_spend_logs disable_spend_updates embedding_model
    enable_health_check_routing enable_jwt_auth enable_oauth2_auth enable_oauth2_proxy_auth enforce_user_param
    enforced_params forward_client_headers_to_llm_api forward_openai_org_id global_max_parallel_requests
    health_check_concurrency health_check_details health_check_interval health_check_staleness_threshold
    image_generation_model include_call_id_in_error_body infer_model_from_keys key_management_settings
    key_management_system litellm_jwtauth litellm_key_header_name litellm_license max_parallel_requests
    maximum_spend_logs_retention_interval maximum_spend_logs_retention_period moderation_model oauth2_config_mappings
    pass_through_endpoints proxy_batch_polling_interval proxy_batch_write_at proxy_budget_rescheduler_max_time
    proxy_budget_rescheduler_min_time public_routes reject_clientside_metadata_tags role_permissions
    service_account_settings spend_report_frequency store_model_in_db store_prompts_in_spend_logs supported_db_objects
    telemetry token_rate_limit_type ui_access_mode use_azure_key_vault use_client_credentials_pass_through_routes
    use_google_kms use_redis_transaction_buffer use_shared_health_check use_x_forwarded_for user_api_key_cache_ttl
    user_header_mappings user_header_name user_mcp_management_mode`),
  litellm_settings: words(`
    add_function_to_prompt anthropic_key api_base api_key audit_log_callbacks aws_sqs_callback_params
    budget_duration cache cache_params callback_settings callbacks cohere_key content_policy_fallbacks
    context_window_fallbacks custom_provider_map datadog_params default_in_memory_ttl
    default_internal_user_params default_key_generate_params default_redis_batch_cache_expiry default_redis_ttl
    default_team_params default_team_settings disable_add_prefix_to_prompt disable_add_transform_inline_image_block
    disable_aiohttp_transport disable_copilot_system_to_assistant disable_end_user_cost_tracking
    disable_end_user_cost_tracking_prometheus_only disable_hf_tokenizer_download disable_stop_sequence_limit
    disable_token_counter enable_azure_ad_token_refresh enable_end_user_cost_tracking_prometheus_only
    enable_json_schema_validation enable_key_alias_format_validation enable_loadbalancing_on_batch_endpoints
    enable_preview_features expose_router_debug_in_errors extra_spend_tag_headers failure_callback force_ipv4
    forward_llm_provider_auth_headers forward_traceparent_to_llm_provider gcs_pub_sub_use_v1 global_disable_no_log_param
    guardrails include_cost_in_streaming_usage internal_user_budget_duration json_logs key_generation_settings
    langfuse_default_tags log_raw_request_response logging max_budget max_end_user_budget max_end_user_budget_id
    max_internal_user_budget max_parallel_requests max_ui_session_budget mcp_aliases model_alias_map
    model_cost_map_url model_group_settings modify_params num_retries_per_request openai_key pre_call_rules
    post_call_rules priority_reservation priority_reservation_settings prometheus_initialize_budget_metrics
    prometheus_metrics_config public_model_groups redact_messages_in_exceptions redact_user_api_key_info
    require_auth_for_metrics_endpoint s3_callback_params service_callback service_callbacks set_verbose ssl_certificate
    ssl_verify standard_logging_payload_excluded_fields store_audit_logs success_callback tag_budget_config telemetry
    turn_off_message_logging upperbound_key_generate_params use_chat_completions_url_for_anthropic_messages
    vertex_location vertex_project`),
  router_settings: words(`
    alerting_config allowed_fails_policy assistants_config cache_kwargs cache_responses caching_groups client_ttl
    content_policy_fallbacks context_window_fallbacks debug_level default_litellm_params default_max_parallel_requests
    default_priority deployment_affinity_ttl_seconds disable_cooldowns enable_health_check_routing enable_pre_call_check
    enable_pre_call_checks enable_tag_filtering guardrail_list ignore_invalid_deployments max_fallbacks max_retries
    model_group_affinity_config model_group_alias model_group_retry_policy optional_pre_call_checks polling_interval
    provider_budget_config redis_db redis_host redis_password redis_port redis_url retry_after retry_policy
    router_general_settings routing_groups routing_strategy_args search_tools set_verbose stream_timeout
    tag_filtering_match_any tag_routing_prefix weights`),
} as const satisfies Record<string, readonly string[]>;

/** Where having no effect may surprise: what to do instead. */
const remarks: Readonly<Record<string, string>> = {
  allowed_ips: 'every address may call; limit them in the network',
  cache: 'answers are not cached',
  custom_auth: 'clients are told apart by the master key only',
  database_url: 'there is no database, and so no virtual keys: clients show the master key',
  disable_cooldowns: 'set cooldown_time: 0 instead',
  enable_jwt_auth: 'clients are told apart by the master key only',
  include: 'other files are not read; put their models into this one',
  litellm_key_header_name: 'the key is read from authorization, x-api-key and api-key',
  max_parallel_requests: 'the number of calls is not limited',
  model_group_alias: 'give the models a second entry under the other name',
  order: 'deployments share the load by weight; use fallbacks for an order',
  rpm: 'rates are not limited; use weight to share load',
  tpm: 'rates are not limited; use weight to share load',
};

/** What a warning says of a key that has no effect. */
export function ignoredKey(key: string): string {
  const remark = Object.hasOwn(remarks, key) ? remarks[key] : undefined;
  return remark === undefined ? 'has no effect here' : `has no effect here: ${remark}`;
}

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/);
}
